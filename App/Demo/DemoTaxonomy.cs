using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Taxonomy;

namespace WorkOrders.Demo;

/// <summary>Problem categories and choice lists of an auto-finance call centre.</summary>
public static class DemoTaxonomy
{
    private static readonly (string Type, (string Topic, string[] Subtopics)[] Topics)[] Tree =
    [
        ("还款咨询", [
            ("还款日与金额", ["还款日查询", "还款金额查询", "还款日变更"]),
            ("扣款异常", ["重复扣款", "扣款失败", "扣款未入账"]),
            ("还款方式", ["更换还款卡", "线下转账", "微信支付宝还款"]),
            ("提前还款", ["试算金额", "违约金", "申请进度"])]),
        ("逾期协商", [
            ("逾期账单", ["逾期金额核对", "罚息减免", "逾期天数异议"]),
            ("延期还款", ["疾病", "失业", "自然灾害"]),
            ("分期重组", ["方案咨询", "方案签署", "方案违约"]),
            ("车辆回收", ["催告通知", "赎车", "拍卖异议"])]),
        ("合同与资料", [
            ("合同查询", ["电子合同下载", "合同条款解释", "合同邮寄"]),
            ("资料变更", ["手机号变更", "地址变更", "姓名变更"]),
            ("发票与凭证", ["开具发票", "还款证明", "利息清单"])]),
        ("结清与解押", [
            ("结清", ["结清证明", "结清金额", "结清进度"]),
            ("解除抵押", ["解押材料", "解押进度", "异地解押"]),
            ("GPS 拆除", ["预约拆除", "拆除费用"])]),
        ("征信异议", [
            ("逾期记录", ["非本人原因", "系统原因", "已还未更新"]),
            ("贷款信息", ["金额不符", "状态不符", "非本人贷款"])]),
        ("保险与理赔", [
            ("续保", ["续保押金", "续保提醒"]),
            ("出险", ["理赔款归属", "全损处理", "维修授权"])]),
        ("投诉", [
            ("催收行为", ["频繁来电", "联系第三方", "言语不当"]),
            ("经销商服务", ["费用不清", "承诺未兑现", "强制捆绑"]),
            ("监管转办", ["金融监管局", "12345 热线", "银行业协会"])]),
        ("产品咨询", [
            ("申请条件", ["个人", "企业"]),
            ("利率与费用", ["年化利率", "服务费"]),
            ("审批进度", ["补充资料", "拒绝原因"])]),
    ];

    private static readonly Dictionary<ChoiceKind, string[]> Lists = new()
    {
        [ChoiceKind.RiskType] = ["正常", "关注", "逾期", "疑似黑产", "涉诉", "舆情"],
        [ChoiceKind.BusinessType] = ["新车贷款", "二手车贷款", "融资租赁", "车抵贷", "库存融资", "附加贷"],
        [ChoiceKind.OrderStatus] = ["申请中", "已放款", "还款中", "逾期", "已结清", "已核销"],
        [ChoiceKind.Channel] = ["华北一部", "华北二部", "华东一部", "华东二部", "华南一部", "西南一部", "东北一部", "直营门店", "线上直客", "厂商金融"],
    };

    /// <summary>Creates the lists when there are none.</summary>
    public static async Task AddAsync(AppDb db)
    {
        if (await db.ProblemCategories.AnyAsync() || await db.Choices.AnyAsync())
        {
            return;
        }

        db.ProblemCategories.AddRange(Tree.SelectMany((type, i) => Branch(type.Type, type.Topics, i)));
        db.Choices.AddRange(Lists.SelectMany(list => list.Value.Select((name, i) => new Choice(list.Key, name, i))));
        await db.SaveChangesAsync();
    }

    private static IEnumerable<ProblemCategory> Branch(string name, (string Topic, string[] Subtopics)[] topics, int order)
    {
        var type = new ProblemCategory(name, parent: null, order);
        yield return type;
        for (var i = 0; i < topics.Length; i++)
        {
            var topic = new ProblemCategory(topics[i].Topic, type, i);
            yield return topic;
            for (var j = 0; j < topics[i].Subtopics.Length; j++)
            {
                yield return new ProblemCategory(topics[i].Subtopics[j], topic, j);
            }
        }
    }
}
