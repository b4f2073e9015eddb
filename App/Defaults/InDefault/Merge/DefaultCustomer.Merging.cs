using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

public sealed partial class DefaultCustomer
{
    /// <summary>After a merge: in default when one of both was. The other has no state until the merge is undone.</summary>
    internal void Join(DefaultCustomer other, MergePair pair)
    {
        var status = IsInDefault || other.IsInDefault ? DefaultStatus.Default
            : Status == DefaultStatus.Renewed || other.Status == DefaultStatus.Renewed ? DefaultStatus.Renewed
            : DefaultStatus.Normal;
        var application = IsInDefault == other.IsInDefault ? ApplicationId ?? other.ApplicationId
            : IsInDefault ? ApplicationId
            : other.ApplicationId;
        Become(status, application, pair);
        other.Become(DefaultStatus.Normal, null, pair);
    }

    /// <summary>A state that follows from a merge or its undo, not from a decision.</summary>
    internal void Become(DefaultStatus status, long? application, MergePair pair)
    {
        if (FieldChange.Between(DefaultCustomerActions.Status, Status, status) is { } change)
        {
            Record(pair.By, pair.At, DefaultCustomerActions.StatusFollowedMerge, change);
        }

        (Status, ApplicationId) = (status, application);
    }
}
