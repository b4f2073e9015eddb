using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.NewOrder;

/// <summary>The handler of a new order, as chosen in the form.</summary>
public sealed class HandlerChoice(IReadOnlyList<Colleague> colleagues)
{
    public const string Field = "处理人";

    public IReadOnlyList<Colleague> Colleagues => colleagues;

    public bool ToColleague { get; set; }

    /// <summary>自动派发: the person with the duty role and the fewest open orders.</summary>
    public bool IsAutomatic { get; set; }

    public string? Typed { get; set; }

    /// <summary>The only colleague that matches the typed text; null when none or several match.</summary>
    public Colleague? Found
    {
        get
        {
            var text = Normalise.Text(Typed);
            var fitting = text is null ? [] : colleagues.Where(c => c.Is(text)).Take(2).ToList();
            return fitting.Count == 1 ? fitting[0] : null;
        }
    }

    public FieldError? Error => !ToColleague || Found is not null ? null
        : Normalise.Text(Typed) is null ? new FieldError(Field, "请选择接收工单的同事")
        : new FieldError(Field, "没有找到这位同事，或有几位同名，请从列表里选择");

    public int HandlerId(CurrentUser me) => ToColleague ? Found!.Id : me.Id;
}
