using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    public DefaultStatus DefaultStatus { get; private set; }

    /// <summary>The approved application that put the customer in default, also after renewal; null when he never was.</summary>
    public long? DefaultApplicationId { get; private set; }

    public DefaultApplication? DefaultApplication { get; private set; }

    /// <summary>Every step, for new ones only: they are many, and read as a list.</summary>
    public ICollection<DefaultChange> DefaultChanges { get; private set; } = [];

    public bool IsInDefault => DefaultStatus == DefaultStatus.Default;

    /// <summary>A customer of whom only the name is known: 正常, 未分类.</summary>
    public static Customer Named(string name) => new() { Name = name, Type = CustomerType.Enterprise };

    /// <summary>Once the database has given such a customer a number.</summary>
    internal void RecordIntroduction(CurrentUser me, DateTimeOffset now) => Record(me, now, "随违约申请新建客户", [FieldChange.Between("客户名称", null, Name)!]);

    internal Outcome EnterDefault(DefaultApplication application, CurrentUser me, DateTimeOffset now)
    {
        if (IsInDefault)
        {
            return Outcome.Refused("客户 {0} 已处于违约状态", Name);
        }

        Step(DefaultStatus.Default, application, me, now);
        DefaultApplication = application;
        return Outcome.Done;
    }

    internal Outcome LeaveDefault(Renewal renewal, CurrentUser me, DateTimeOffset now)
    {
        if (!IsInDefault)
        {
            return Outcome.Refused("客户 {0} 不在违约状态", Name);
        }

        Step(DefaultStatus.Renewed, renewal, me, now);
        return Outcome.Done;
    }

    private void Step(DefaultStatus to, DecidedCase cause, CurrentUser me, DateTimeOffset now)
    {
        DefaultChanges.Add(new DefaultChange(this, to, cause, me, now));
        Record(me, now, "变更违约状态", [FieldChange.Between("违约状态", DefaultStatus, to)!]);
        DefaultStatus = to;
    }
}
