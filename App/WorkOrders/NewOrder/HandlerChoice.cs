using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.NewOrder;

/// <summary>Who gets a new order.</summary>
public enum HandlerKind
{
    Myself,
    Colleague,

    /// <summary>自动派发: the person with the duty role and the fewest open orders.</summary>
    Automatic,
}

/// <summary>The handler of a new order, as chosen in the form.</summary>
public sealed class HandlerChoice(IReadOnlyList<Colleague> colleagues)
{
    public const string Field = "同事";

    public HandlerKind Kind { get; set; }

    public Colleague? Colleague { get; set; }

    public FieldError? Error => Kind == HandlerKind.Colleague && Colleague is null ? new FieldError(Field, "请选择接收工单的同事") : null;

    public int HandlerId(CurrentUser me) => Kind == HandlerKind.Colleague ? Colleague!.Id : me.Id;

    /// <summary>The other people whose name, pinyin initials or employee number fit the typed text.</summary>
    public IEnumerable<Colleague> Find(string? typed, CurrentUser me) => colleagues.Where(c => c.Id != me.Id && (typed is null || c.Fits(typed)));

    /// <summary>Chooses as before a pause. A colleague who left meanwhile must be chosen anew.</summary>
    public void BringBack(HandlerKind kind, int? colleague) => (Kind, Colleague) = (kind, colleagues.FirstOrDefault(c => c.Id == colleague));
}
