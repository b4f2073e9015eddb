using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Events.Notices;
using WorkOrders.Messages;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Shared;

/// <summary>Stored values are codes: unique in the application, short, plain, with a text in both languages.</summary>
public sealed class CodesTests
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    [Fact]
    public void Every_kind_is_known_and_its_codes_are_plain_and_unique()
    {
        Assert.Equal(
            new[] { typeof(OperationAction), typeof(OperationSubject), typeof(FieldName), typeof(FieldRule), typeof(NoticeKind), typeof(DispatchReason), typeof(SmsProblem) }.ToHashSet(),
            Codes.Kinds.ToHashSet());
        Check<OperationAction>(OrderActions.Settled);
        Check<OperationSubject>(OrderSubjects.WorkOrder);
        Check<FieldName>(OrderFields.Solution);
        Check<FieldRule>(InputRules.TooLong);
        Check<NoticeKind>(DispatchNotices.OrderWaits);
        Check<DispatchReason>(DispatchReasons.ToRole);
        Check<SmsProblem>(SmsProblems.Busy);
    }

    [Fact]
    public void A_word_of_a_list_is_stored_under_a_name_of_its_own()
    {
        var words = Word.All().Select(word => word.Stored).ToList();
        Assert.Contains("WorkOrderStatus.Settled", words);
        Assert.Contains("DeskColumn.number", words);
        Assert.Contains("FilterField.phone", words);
        Assert.Contains("RoleName.Admin", words);
        Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_code_and_every_value_of_a_list_has_a_text_and_English()
    {
        In("en-US", () => Assert.All(Word.All().Where(word => word.Text.Any(c => c > 0x2e80)), word =>
        {
            Assert.False(Words[word.Text].ResourceNotFound, $"{word.Stored}: {word.Text}");
            Assert.DoesNotContain(Words[word.Text].Value, c => c > 0x2e80);
        }));
        Assert.All(Word.All(), word => Assert.NotEmpty(word.Text));
    }

    [Fact]
    public void What_a_newer_version_wrote_is_shown_as_its_code()
    {
        Assert.Equal("order-teleported", Codes.Of<OperationAction>("order-teleported").Text);
        Assert.Equal("order-teleported", Words[Codes.Of<NoticeKind>("order-teleported").Text]);
        Assert.Equal("WorkOrderStatus.Teleported", Word.Text("WorkOrderStatus.Teleported"));
    }

    [Fact]
    public void A_change_is_said_in_the_language_of_its_reader()
    {
        var due = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
        FieldChange?[] changes =
        [
            FieldChange.Between(CommonFields.Status, WorkOrderStatus.Processing, WorkOrderStatus.Settled),
            FieldChange.Between(CommonFields.IsEnabled, true, false),
            FieldChange.Between(OrderFields.DueAt, null, due),
            FieldChange.Between(StaffFields.Roles, new List<RoleName>(), Roles.All.Take(2).ToList()),
            FieldChange.Between(OrderFields.CustomerPhone, null, PhoneNumber.Parse(Given.Phone)),
            FieldChange.Between(OrderFields.Solution, null, "电话解释"),
        ];
        Assert.Equal(
            ["WorkOrderStatus.Processing→WorkOrderStatus.Settled", "true→false", "→2026-11-20T06:00:00.0000000+00:00", "→RoleName.Agent RoleName.TeamLeader", "→138****5678", "→电话解释"],
            changes.Select(c => $"{c!.From}→{c.To}"));
        Assert.Equal(
            ["状态 处理中→已结单", "启用 是→否", "到期时间 →2026-11-20 14:00", "角色 →坐席、班长", "客户电话 →138****5678", "解决方案 →电话解释"],
            In("zh-CN", () => Say(changes)));
        Assert.Equal(
            ["Status In progress→Settled", "Enable Yes→No", "Due time 2026-11-20 14:00", "Roles Agent、Team leader"],
            In("en-US", () => Say(changes)).Take(4).Select(said => said.Replace(" →", " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_value_that_did_not_change_is_no_change_also_in_a_list()
    {
        Assert.Null(FieldChange.Between(StaffFields.Roles, Roles.All.Take(2).ToList(), Roles.All.Take(2).ToList()));
        Assert.Null(FieldChange.Between(OrderFields.Solution, 1.0m, 1.00m));
        Assert.NotNull(FieldChange.Between(StaffFields.Roles, Roles.All.Take(2).ToList(), Roles.All.Take(1).ToList()));
    }

    private static List<string> Say(FieldChange?[] changes) => [.. changes.Select(c => $"{c!.NameIn(Words)} {c.FromIn(Words)}→{c.ToIn(Words)}")];

    private static void Check<T>(T one)
        where T : class, ICoded<T>
    {
        var all = Codes.All<T>();
        Assert.Same(one, Codes.Of<T>(one.Code));
        Assert.Equal(all.Count, all.Select(a => a.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, a => Assert.Matches(@"^[a-z0-9][a-z0-9.\-]*$", a.Code));
        Assert.All(all, a => Assert.InRange(a.Code.Length, 1, Codes.MaxLength));
    }

    private static void In(string culture, Action act) => In(culture, () =>
    {
        act();
        return true;
    });

    private static T In<T>(string culture, Func<T> act)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return act();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void An_identifier_in_a_list_is_stored_masked()
    {
        var (one, other) = (PhoneNumber.Parse(Given.Phone)!, PhoneNumber.Parse("13900001111")!);
        var change = FieldChange.Between(OrderFields.CustomerPhone, new List<PhoneNumber> { one, other }, new List<PhoneNumber> { one })!;
        Assert.Equal(Given.MaskedPhone, change.To);
        Assert.DoesNotContain(Given.Phone, change.From, StringComparison.Ordinal);
    }
}
