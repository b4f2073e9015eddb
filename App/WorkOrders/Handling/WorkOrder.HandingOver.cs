using WorkOrders.Drafts;
using WorkOrders.Events.Notices;
using WorkOrders.Handling;
using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>交给现在的处理人: the author of a draft, who may not save it any more, passes it to the present handler.</summary>
    public Outcome HandOver(Draft draft, CurrentUser me, DateTimeOffset now)
    {
        if (HandedForm.Of(draft) is not { } form)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        if (IsSettled)
        {
            return Refuse();
        }

        if (HandlerId is not { } handler || handler == me.Id)
        {
            return Outcome.Refused("工单 {0} 现在没有别的处理人，草稿还在您这里", Number);
        }

        draft.HandTo(handler, me, now);
        NewNotices.Add(new Notice(handler, now, form.Notice, form.AddressOf(Number), me.Name, Number));
        Record(me, now, form.Action, []);
        return Outcome.Done;
    }
}
