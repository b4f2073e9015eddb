using WorkOrders.Events;

namespace WorkOrders.Drafts;

/// <summary>Tells the windows of a person that the list of their drafts has changed. Autosaves of an existing draft tell nothing.</summary>
public static class DraftEvents
{
    public const string Topic = "draft";

    extension(LiveEvent)
    {
        public static LiveEvent DraftsOf(int userId) => new(Topic, null, userId);
    }

    public static IDisposable OnDrafts(this LiveEvents live, int userId, Func<Task> handle) => live.OnPerson(Topic, userId, handle);
}
