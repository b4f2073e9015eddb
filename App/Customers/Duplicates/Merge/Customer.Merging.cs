using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>Becomes an alias. Its unique values are free when this is saved, so save it before the survivor takes them.</summary>
    internal void BecomeAliasOf(Customer survivor, CurrentUser me, DateTimeOffset now)
    {
        Phone = null;
        IdNumber = null;
        TaxId = null;
        MergedIntoId = survivor.Id;
        Record(me, now, MergeActions.BecameAlias, [FieldChange.Between(MergeFields.Survivor, null, survivor.Id)!]);
    }

    /// <summary>Takes the values of the merge, and the newest follow-up of both.</summary>
    internal void TakeMerged(CustomerValues values, Customer other, CurrentUser me, DateTimeOffset now)
    {
        var changes = CustomerFields.Changes(Values, values);
        Take(values);
        if (other.LastFollowUpAt is { } theirs && !(LastFollowUpAt >= theirs))
        {
            (LastFollowUpAt, NextContactOn) = (theirs, other.NextContactOn);
        }

        Record(me, now, MergeActions.Merged, [FieldChange.Between(MergeFields.Other, null, other.Id)!, .. changes]);
    }

    /// <summary>The survivor after 撤销合并: takes these values, and its own follow-up again unless there is a newer one.</summary>
    internal void TakeBack(CustomerValues values, CustomerMerge merge, Customer other, CurrentUser me, DateTimeOffset now)
    {
        var changes = CustomerFields.Changes(Values, values);
        Take(values);
        if (LastFollowUpAt == other.LastFollowUpAt)
        {
            (LastFollowUpAt, NextContactOn) = (merge.SurvivorFollowUpAt, merge.SurvivorNextContactOn);
        }

        Record(me, now, MergeActions.Undone, [FieldChange.Between(MergeFields.Other, other.Id, null)!, .. changes]);
    }

    /// <summary>The newest follow-up after its rows were moved.</summary>
    internal void FollowedUp(DateTimeOffset at, DateOnly? nextContactOn) => (LastFollowUpAt, NextContactOn) = (at, nextContactOn);

    /// <summary>The loser after 撤销合并: a customer of its own again.</summary>
    internal void StandAlone(CustomerValues values, CurrentUser me, DateTimeOffset now)
    {
        var survivor = MergedIntoId;
        MergedIntoId = null;
        Take(values);
        Record(me, now, MergeActions.StoodAlone, [FieldChange.Between(MergeFields.Survivor, survivor, null)!]);
    }

    /// <summary>Gives a unique value up for the customer who had it before a merge.</summary>
    internal void GiveUp(CustomerField field, CurrentUser me, DateTimeOffset now)
    {
        var without = field.Copy(Values, new CustomerValues());
        var changes = CustomerFields.Changes(Values, without);
        Take(without);
        Record(me, now, MergeActions.GaveUp, changes);
    }
}
