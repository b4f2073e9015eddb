namespace WorkOrders.Events;

/// <summary>An entity whose verbs send messages; <c>AppDb</c> saves them with the change.</summary>
public interface INotifying
{
    ICollection<Notice> NewNotices { get; }
}
