using WorkOrders.Assignment;
using WorkOrders.Batch;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Bench;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Desk;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Jobs;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Messages;
using WorkOrders.Staff;
using WorkOrders.Transfers;

namespace WorkOrders.Shared;

/// <summary>The Chinese name of every enum value that people see, which is the localizer's key: <c>@L[order.Status.Text()]</c>.</summary>
public static class EnumText
{
    private static readonly Dictionary<Type, Dictionary<string, string>> Tables = [];

    static EnumText()
    {
        Names<WorkOrderStatus>(("Unhandled", "未处理"), ("Processing", "处理中"), ("Settled", "已结单"));
        Names<Priority>(("Urgent", "紧急"), ("High", "高"), ("Normal", "普通"), ("Low", "低"));
        Names<WorkOrderSource>(("Phone", "电话"), ("Manual", "手工"), ("Batch", "批量"), ("Api", "接口"));
        Names<SettlementBasis>(
            ("PlanAgreed", "方案达成一致"), ("Explained", "解释安抚成功"), ("NotAgreed", "协商不一致"),
            ("LostContact", "失联办结"), ("BoughtBack", "回购办结"), ("Litigation", "仲裁诉讼"));
        Names<NegotiationResult>(
            ("Agreed", "协商一致"), ("NotAgreed", "协商不一致"), ("LostContact", "失联办结"),
            ("BoughtBackWatched", "回购办结需定期关注"), ("Withdrawn", "撤诉办结"), ("NotThePerson", "非本人办结"));
        Names<BlackIndustry>(("Yes", "是"), ("No", "否"), ("Unsure", "不确认"));
        Names<Giving>(("Assign", "指派"), ("Reassign", "转办"));
        Names<WaitingReason>(("NoHandler", "无处理人"), ("OnLeave", "处理人休假"), ("Left", "处理人离岗"), ("Disabled", "处理人停用"));
        Names<MyView>(("Unhandled", "我的未处理"), ("Handled", "我的已处理"), ("Settled", "我的结单"));
        Names<DeskView>(
            ("Created", "我发的全部工单"), ("MyUnhandled", "我的未处理工单"), ("MyHandled", "我的已处理工单"), ("MySettled", "我的结单工单"),
            ("All", "全部工单"), ("AllUnhandled", "全部未处理"), ("AllProcessing", "全部处理中"), ("AllSettled", "全部结单工单"));
        Names<ChoiceKind>(("RiskType", "风险类型"), ("BusinessType", "业务类型"), ("OrderStatus", "订单状态"), ("Channel", "渠道名称"));
        Names<ProblemLevel>(("Type", "问题类型"), ("Topic", "问题主题"), ("Subtopic", "问题主题细分"));
        Names<DutyStatus>(("OnDuty", "在岗"), ("OnLeave", "休假"));
        Names<StaffStatus>(("Employed", "在职"), ("Resigned", "离职"), ("Transferred", "调岗"));
        Names<StandInMode>(
            ("Normal", "正常"), ("ErrorCode", "返回错误码"), ("Down", "停机（HTTP 503）"), ("Html", "返回 HTML"), ("Torn", "回答中断"), ("Odd", "数据异常"));
        Names<JobRunStatus>(("Running", "运行中"), ("Done", "成功"), ("Failed", "失败"), ("Cancelled", "已中断"));
        Names<ImportStatus>(("Checked", "待导入"), ("Running", "导入中"), ("Done", "已导入"), ("Stopped", "已停止"));
        Names<ImportHandler>(("Me", "我"), ("Automatic", "自动派发"), ("Nobody", "不分派"));
        Names<Severity>(("High", "高"), ("Medium", "中等"), ("Low", "低"));
        Names<DecisionStatus>(("Pending", "待审核"), ("Approved", "已同意"), ("Rejected", "已驳回"));
        Names<DefaultStatus>(("Normal", "正常"), ("Default", "违约"), ("Renewed", "已重生"));
        Names<StatisticsType>(("Default", "违约"), ("Renewal", "重生"));
        Names<Dimension>(("Industry", "行业"), ("Region", "区域"));
        Names<Trend>(("Up", "上升"), ("Down", "下降"), ("Stable", "持平"));
        Names<BenchType>(("All", "全部"), ("Applications", "认定"), ("Renewals", "重生"));
        Names<CustomerType>(("Individual", "个人"), ("Enterprise", "企业"));
        Names<TransferStatus>(
            ("Pending", "等待确认"), ("Accepted", "已转出"), ("Rejected", "已拒绝"), ("Expired", "已超时"), ("Cancelled", "已取消"), ("Superseded", "已失效"));
        Names<SmsStatus>(("Queued", "排队中"), ("Sending", "发送中"), ("Sent", "已发送"), ("Failed", "发送失败"), ("Unknown", "结果未知"));
        Names<FileKind>([.. FileKinds.All.Select(k => (k.ToString(), k.Extension()))]);
        Names<CustomerLevel>(("Important", "重要"), ("Normal", "普通"), ("Potential", "潜在"));
    }

    /// <summary>Every name, for the test of the translations.</summary>
    public static IEnumerable<string> All => Tables.Values.SelectMany(names => names.Values).Distinct();

    public static string Text(this Enum value) => Tables[value.GetType()][value.ToString()];

    /// <summary>The values of an enum in their order, each with its name: for drop-down lists.</summary>
    public static IReadOnlyList<(T Value, string Text)> Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (value, value.Text()))];

    private static void Names<T>(params (string Value, string Text)[] names)
        where T : struct, Enum => Tables.Add(typeof(T), names.ToDictionary(n => n.Value, n => n.Text));
}
