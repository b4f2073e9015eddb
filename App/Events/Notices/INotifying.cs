namespace WorkOrders.Events.Notices;

/// <summary>An entity whose methods send messages. They are saved together with the change.</summary>
public interface INotifying
{
    ICollection<Notice> NewNotices { get; }
}
