using System.Reflection;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Import;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.DueTimes;
using WorkOrders.Import;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests;

/// <summary>A refused change or creation of staff, settings, templates and imports has no effect. RefusedVerbsTests covers orders.</summary>
public sealed class RefusedSettingsTests
{
    private static readonly CurrentUser Agent = As.Somebody(Roles.Agent);
    private static readonly CurrentUser Leader = As.Somebody(Roles.TeamLeader);
    private static readonly ProcessorKeys AnyKind = new(null, null, null, null, null);
    private static readonly DutyRole Call = new("客服");

    [Fact]
    public void A_refused_verb_leaves_the_record_as_it_was()
    {
        foreach (var (verb, make, act) in Cases())
        {
            using var db = new PostgreSqlDesignTimeFactory().CreateDbContext([]);
            var record = make();
            record.NewRecords.Clear();
            db.Entry(record).State = EntityState.Unchanged;
            var outcome = act(record);
            Assert.True(outcome.IsRefused, $"{record.GetType().Name}.{verb} was not refused.");
            Assert.False(db.ChangeTracker.HasChanges(), $"{verb}: {outcome.Reason}");
            Assert.True(record.NewRecords.Count == 0, $"{verb}: {outcome.Reason}");
        }
    }

    [Fact]
    public void No_verb_is_left_out()
    {
        Type[] others =
        [
            typeof(User), typeof(ListedName), typeof(WorkingCalendar), typeof(DueRule), typeof(ProcessorSetting), typeof(SmsTemplate), typeof(OrderImport),
            typeof(CustomerImport), typeof(DutyRole),
        ];
        string[] neverRefused = [nameof(User.ResetPassword)];
        var asked = Cases().Select(c => c.Verb).ToHashSet(StringComparer.Ordinal);
        foreach (var type in others)
        {
            var verbs = type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(m => m.ReturnType == typeof(Outcome)).Select(m => m.Name);
            Assert.Empty(verbs.Except(asked).Except(type == typeof(User) ? neverRefused : []));
        }
    }

    [Fact]
    public void What_may_not_be_made_is_not_made()
    {
        Assert.True(SmsTemplate.Create(" ", "您好", true, Leader, Given.Now, out var template).IsRefused);
        Assert.True(ProcessorSetting.Create(AnyKind, null, Call, Agent, Given.Now, out var setting).IsRefused);
        Assert.True(DueRule.Create(null, null, Priority.Normal, 0, Leader, Given.Now, out var rule).IsRefused);
        Assert.True(DutyRole.Create("法务", Leader, Given.Now, out var role).IsRefused);
        Assert.Null(role);
        Assert.Null(template);
        Assert.Null(setting);
        Assert.Null(rule);
    }

    private static List<(string Verb, Func<IRecorded> Make, Func<IRecorded, Outcome> Act)> Cases() =>
    [
        Case(nameof(User.Disable), () => Given.User(), u => u.Disable(As.Admin(u), Given.Now)),
        Case(nameof(User.Disable), Disabled, u => u.Disable(As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.Disable), LastAdmin, u => u.Disable(As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.Change), LastAdmin, u => u.Change(new UserProfile("李磊"), [], [], As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.Enable), () => Given.User(), u => u.Enable(As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.Unlock), () => Given.User(), u => u.Unlock(As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.ResetTwoFactor), () => Given.User(), u => u.ResetTwoFactor(As.Somebody(Roles.Admin), Given.Now)),
        Case(nameof(User.TakeLeave), () => Given.User(), u => u.TakeLeave(Agent, Given.Now)),
        Case(nameof(User.TakeLeave), OnLeave, u => u.TakeLeave(Leader, Given.Now)),
        Case(nameof(User.TakeLeave), () => Given.User(), u => u.TakeLeave(Leader, Given.Now, Given.Now)),
        Case(nameof(User.TakeLeave), () => Given.User(), u => u.TakeLeave(Leader, Given.Now, Given.Now + User.LongestLeave + TimeSpan.FromDays(1))),
        Case(nameof(User.ReturnToDuty), OnLeave, u => u.ReturnToDuty(Agent, Given.Now)),
        Case(nameof(User.ReturnToDuty), () => Given.User(), u => u.ReturnToDuty(Leader, Given.Now)),
        Case(nameof(DutyRole.Rename), () => new DutyRole("客服"), r => r.Rename("法务", Leader, Given.Now)),
        Case(nameof(DutyRole.Turn), () => new DutyRole("客服"), r => r.Turn(false, Leader, Given.Now)),
        Case(nameof(ListedName.Introduce), Channel, c => c.Introduce(Agent, Given.Now)),
        Case(nameof(ListedName.Rename), Channel, c => c.Rename("另一个", Agent, Given.Now)),
        Case(nameof(ListedName.ChangePlaces), Channel, c => c.ChangePlaces(Channel(), 5, 4, Agent, Given.Now)),
        Case(nameof(ListedName.Disable), Channel, c => c.Disable(Agent, Given.Now)),
        Case(nameof(ListedName.Enable), Channel, c => c.Enable(Agent, Given.Now)),
        Case(nameof(WorkingCalendar.Change), WorkingCalendar.First, c => c.Change(1, new(9, 0), new(18, 0), 30, Agent, Given.Now)),
        Case(nameof(WorkingCalendar.Change), WorkingCalendar.First, c => c.Change(0, new(9, 0), new(18, 0), 30, Leader, Given.Now)),
        Case(nameof(WorkingCalendar.Change), WorkingCalendar.First, c => c.Change(1, new(18, 0), new(9, 0), 30, Leader, Given.Now)),
        Case(nameof(WorkingCalendar.Change), WorkingCalendar.First, c => c.Change(1, new(9, 0), new(18, 0), -1, Leader, Given.Now)),
        Case(nameof(WorkingCalendar.Except), WorkingCalendar.First, c => c.Except(new(2026, 11, 20), false, Agent, Given.Now)),
        Case(nameof(DueRule.Change), () => new DueRule(1, Priority.Normal, 8), r => r.Change(9, "投诉", Agent, Given.Now)),
        Case(nameof(DueRule.Change), () => new DueRule(1, Priority.Normal, 8), r => r.Change(1.23m, "投诉", Leader, Given.Now)),
        Case(nameof(DueRule.Delete), () => new DueRule(1, Priority.Normal, 8), r => r.Delete("投诉", Agent, Given.Now)),
        Case(nameof(DueRule.Delete), () => new DueRule(null, Priority.Normal, 8), r => r.Delete(null, Leader, Given.Now)),
        Case(nameof(DueRule.RefusalToDelete), () => new DueRule(1, Priority.Normal, 8), r => r.RefusalToDelete(Agent)!),
        Case(nameof(DueRule.RefusalToDelete), () => new DueRule(null, Priority.Normal, 8), r => r.RefusalToDelete(Leader)!),
        Case(nameof(ProcessorSetting.Change), Setting, s => s.Change(AnyKind, "方案", Call, Agent, Given.Now)),
        Case(nameof(ProcessorSetting.Change), Setting, s => s.Change(AnyKind, new string('长', WorkOrderLimits.Solution + 1), Call, Leader, Given.Now)),
        Case(nameof(ProcessorSetting.Delete), Setting, s => s.Delete(Agent, Given.Now)),
        Case(nameof(SmsTemplate.Change), Template, t => t.Change("提醒", "改", false, Agent, Given.Now)),
        Case(nameof(SmsTemplate.Change), Template, t => t.Change("提醒", "{手机}", false, Leader, Given.Now)),
        Case(nameof(SmsTemplate.Change), Template, t => t.Change("", "改", false, Leader, Given.Now)),
        Case(nameof(SmsTemplate.Delete), Template, t => t.Delete(Agent, Given.Now)),
        Case(nameof(OrderImport.Start), Import, i => i.Start(new(ImportHandler.Me, true), null, As.Agent(Given.User()), Given.Now)),
        Case(nameof(OrderImport.Start), Import, i => i.Start(new(ImportHandler.Me, true), null, Agent, Given.Now + OrderImport.RowsKept + TimeSpan.FromDays(1))),
        Case(nameof(OrderImport.Stop), Import, i => i.Stop(As.Agent(Given.User()), Given.Now)),
        Case(nameof(OrderImport.Stop), Import, i => i.Stop(Agent, Given.Now)),
        Case(nameof(CustomerImport.Start), CustomersFile, i => i.Start(ExistingCustomers.Skip, As.Leader(Given.User()), Given.Now)),
        Case(nameof(CustomerImport.Start), CustomersFile, i => i.Start(ExistingCustomers.Skip, Agent, Given.Now)),
        Case(nameof(CustomerImport.Start), CustomersFile, i => i.Start(ExistingCustomers.Skip, Leader, Given.Now.AddDays(1) + CustomerImport.RowsKept)),
        Case(nameof(CustomerImport.Stop), CustomersFile, i => i.Stop(As.Leader(Given.User()), Given.Now)),
        Case(nameof(CustomerImport.Stop), CustomersFile, i => i.Stop(Leader, Given.Now)),
    ];

    private static (string Verb, Func<IRecorded> Make, Func<IRecorded, Outcome> Act) Case<T>(string verb, Func<T> make, Func<T, Outcome> act)
        where T : IRecorded => (verb, () => make(), record => act((T)record));

    private static User Disabled() => Done(Given.User(), u => u.Disable(As.Somebody(Roles.Admin), Given.Now));

    private static User LastAdmin()
    {
        var user = Given.User();
        user.GrantedRoles.Add(new Role { Id = 1, Name = Roles.Admin });
        user.NoteOtherAdmins(any: false);
        return user;
    }

    private static User OnLeave() => Done(Given.User(), u => u.TakeLeave(Leader, Given.Now));

    private static Choice Channel() => new(ChoiceKind.Channel, "官网", 0);

    private static OrderImport Import()
    {
        var import = new OrderImport("工单.xlsx", Agent, Given.Now);
        import.Count(new(10, 0, 0, 0), new string('0', 64), null);
        return import;
    }

    private static CustomerImport CustomersFile()
    {
        var import = new CustomerImport("客户.xlsx", Leader, Given.Now);
        import.Count(10, 0, 0, 0, 0);
        return import;
    }

    private static SmsTemplate Template()
    {
        Assert.False(SmsTemplate.Create("提醒", "您好", true, Leader, Given.Now, out var template).IsRefused);
        return template!;
    }

    private static ProcessorSetting Setting()
    {
        Assert.False(ProcessorSetting.Create(AnyKind, null, Call, Leader, Given.Now, out var setting).IsRefused);
        return setting!;
    }

    private static User Done(User user, Func<User, Outcome> act)
    {
        Assert.Null(act(user).Reason);
        return user;
    }
}
