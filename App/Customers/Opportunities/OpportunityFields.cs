using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>What people fill in about an opportunity, as typed.</summary>
public sealed record OpportunityFields(string? Name, decimal? Amount, DateOnly? ExpectedClose)
{
    public IReadOnlyList<FieldError> Errors() =>
    [
        .. new[]
        {
            NameError(Normalise.Line(Name)), SalesInput.AmountError(OpportunityNames.Amount, Amount),
            SalesInput.DayError(OpportunityNames.ExpectedClose, ExpectedClose),
        }.OfType<FieldError>(),
    ];

    private static FieldError? NameError(string? name) =>
        name is null ? new FieldError(OpportunityNames.Name.Text, InputRules.Empty.Text)
        : name.Length > Opportunity.NameLength ? new FieldError(OpportunityNames.Name.Text, "{0}不能超过 {1} 个字", Opportunity.NameLength)
        : NumberInName.ErrorOf(OpportunityNames.Name.Text, name);
}
