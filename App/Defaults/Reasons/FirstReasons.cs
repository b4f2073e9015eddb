using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Seed: the reasons of a new database.</summary>
internal static class FirstReasons
{
    private static readonly (string Text, string Detail)[] OfDefault =
    [
        ("头寸缺口过多", "6 个月内，交易对手技术性或资金等原因，给当天结算带来头寸缺口 2 次以上"),
        ("成交后撤单", "6 个月内因各种原因导致成交后撤单 2 次以上"),
        ("未按合约支付或延期支付", "未能按照合约规定支付或延期支付利息、本金或其他交付义务（不包括在宽限期内延期支付）"),
        ("关联违约", "集团（内部联系较紧密的）或集团内任一成员发生违约，可视情况认定集团内所有成员均违约"),
        ("消极债务置换", "发生消极债务置换：债务人提供新的或重组的债务、新的证券组合、现金或资产低于原有金融义务，或为了债务人未来避免发生破产或拖欠还款而进行的展期或重组"),
        ("申请破产保护或法律接管", "申请破产保护，发生法律接管，或者处于类似的破产保护状态"),
        ("在其他金融机构违约或外部评级为违约级别", "在其他金融机构违约（如人行征信记录中显示贷款分类状态不良，逾期超过 90 天等），或外部评级显示为违约级别"),
    ];

    private static readonly (string Text, int? OnTimeMonths)[] OfRenewal =
    [
        ("正常结算后解除", null),
        ("在其他金融机构违约解除，或外部评级显示为非违约级别", null),
        ("计提比例小于设置界限", null),
        ("连续 12 个月内按时支付本金和利息", 12),
        ("还款意愿和能力明显好转，已偿付各项逾期且连续 12 个月按时支付", 12),
        ("导致违约的关联集团内其他客户已重生", null),
    ];

    public static async Task AddAsync(AppDb db, DateTimeOffset now)
    {
        if (!await db.DefaultReasons.AnyAsync())
        {
            db.AddRange(OfDefault.Select((r, i) => DefaultReason.Create(new ReasonFields(r.Text, r.Detail, true, i + 1), CurrentUser.Application, now)));
            await db.SaveChangesAsync();
        }

        if (!await db.RenewalReasons.AnyAsync())
        {
            db.AddRange(OfRenewal.Select((r, i) =>
                RenewalReason.Create(new ReasonFields(r.Text, null, true, i + 1) { OnTimeMonths = r.OnTimeMonths }, CurrentUser.Application, now)));
            await db.SaveChangesAsync();
        }
    }
}
