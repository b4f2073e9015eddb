using System.Globalization;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Customers.Profile.Form;

/// <summary>Saving the form.</summary>
public sealed partial class EditCustomer
{
    // What the user has decided to keep when asked 少一位？
    private string? kept;

    private static IReadOnlyList<string> Names(IEnumerable<ConflictingField> fields) => [.. fields.Select(f => f.Field.Name.Text)];

    private Task SaveAsync() => SaveAsync(SameName.Asked);

    private Task SaveAnotherAsync() => SaveAsync(SameName.Another);

    private async Task SaveAsync(SameName sameName)
    {
        // A double click: the first click is still running.
        if (IsActing || isSaved || contested is not null)
        {
            return;
        }

        var whole = Whole;
        var check = whole.Check(Time.GetUtcNow());
        (errors, Problem, sameNames) = (check.Errors, null, null);
        hasTried = true;
        if (!check.IsGood)
        {
            form!.FocusFirstError();
        }
        else if (await MayKeepAsync(check.Warnings))
        {
            await SaveAsync(id => Id is { } existing
                ? saving.ChangeAsync(existing, whole, opened!.Version, Me, id)
                : saving.CreateAsync(whole, sameName, Me, id));
        }
    }

    private Task SaveMergedAsync(IReadOnlySet<string> takeTheirs)
    {
        return contested is { } conflict && Id is { } id
            ? SaveAsync(draftId => saving.MergeAsync(id, conflict, takeTheirs, Me, draftId))
            : Task.CompletedTask;
    }

    private async Task<bool> MayKeepAsync(IReadOnlyList<FieldError> warnings)
    {
        var asked = string.Join('\n', warnings.Select(warning => warning.In(L)));
        if (asked == kept || await Dialogs.MayKeepAsync(warnings))
        {
            kept = asked;
            return true;
        }

        return false;
    }

    private async Task SaveAsync(Func<long?, Task<SavedCustomer>> save)
    {
        SavedCustomer? result = null;
        if (await TryAsync(() => draft.EndAsync(async id => (result = await save(id)).Outcome)) && result is not null)
        {
            Take(result);
        }
    }

    private void Take(SavedCustomer result)
    {
        contested = result.Conflict;
        if (result.Customer is { } customer)
        {
            isSaved = true;
            Tell(customer.Name, result.Merged);
            Navigator.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/customers/{customer.Id}"));
        }
        else if (result.AsksForAnother)
        {
            sameNames = [.. result.Candidates.Select(candidate => KnownCustomer.Of(candidate, Me))];
        }
        else if (result.Errors.Count > 0)
        {
            errors = result.Errors;
            form!.FocusFirstError();
        }
        else if (result.Conflict is null)
        {
            Problem = L[result.Outcome.Reason!, [.. result.Outcome.Arguments]];
        }
    }

    private void Tell(string name, IReadOnlyList<FieldName> merged)
    {
        if (merged.Count == 0)
        {
            Toasts.Done(L["客户 {0} 已保存", name]);
        }
        else
        {
            Toasts.Warn(L["已保存，并保留了别人刚才修改的：{0}", string.Join(L["、"], merged.Select(field => L[field.Text].Value))]);
        }
    }

    private FieldConflict Shown(ConflictingField field) => new(field.Field.Name.Text, Text(field.Before), Text(field.Mine), Text(field.Theirs));

    private string? Text(object? value) => value switch
    {
        null or "" => null,
        Enum member => L[member.Text()],
        Sensitive sensitive => sensitive.Masked,
        int owner => managers.FirstOrDefault(one => one.Id == owner)?.Name ?? owner.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
