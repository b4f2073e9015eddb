using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>The fields of a follow-up that people fill in.</summary>
public sealed record CustomerFollowUpFields(CustomerFollowUpKind? Kind, FreeText? Content, DateOnly? NextContactOn)
{
    // Ten years: a later day is a typing error.
    private const int MostDaysAhead = 3660;

    /// <summary>Errors by field; empty when the follow-up can be saved. A masked number stands for nothing here.</summary>
    public IEnumerable<FieldError> Errors(DateTimeOffset now)
    {
        if (Kind is null)
        {
            yield return new FieldError(CustomerFollowUpActions.Kind.Text, "{0}不能为空");
        }

        if (Content is null)
        {
            yield return new FieldError(CustomerFollowUpActions.Content.Text, "请填写{0}");
        }
        else if (Content.Unmask().Length is var length and > CustomerFollowUp.ContentLength)
        {
            yield return new FieldError(CustomerFollowUpActions.Content.Text, "{0}不能超过 {1} 个字，现在有 {2} 个", CustomerFollowUp.ContentLength, length);
        }
        else if (FreeText.HasForeignMask(Content, null))
        {
            yield return new FieldError(CustomerFollowUpActions.Content.Text, "{0}里有被星号遮住的号码：不修改请保持原样，要修改请填写完整的号码");
        }

        var today = BusinessTime.DayOf(now);
        if (NextContactOn < today)
        {
            yield return new FieldError(CustomerFollowUpActions.NextContact.Text, "{0}不能早于今天");
        }
        else if (NextContactOn > today.AddDays(MostDaysAhead))
        {
            yield return new FieldError(CustomerFollowUpActions.NextContact.Text, "{0}不能晚于十年以后");
        }
    }
}
