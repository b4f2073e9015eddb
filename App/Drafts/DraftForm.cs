namespace WorkOrders.Drafts;

/// <summary>How a draft reads and fills its form. All members run in the form's synchronization context.</summary>
public sealed record DraftForm
{
    /// <summary>What is typed now; null when nothing is.</summary>
    public required Func<DraftContent?> Read { get; init; }

    /// <summary>Fills the form with a draft. The object holds the real values behind its masks, when this server still has them.</summary>
    public required Func<DraftRow, object?, Task> Restore { get; init; }

    /// <summary>Renders the form.</summary>
    public required Action Show { get; init; }

    /// <summary>Runs a callback in the form's synchronization context.</summary>
    public required Func<Func<Task>, Task> OnPage { get; init; }

    /// <summary>False when this window's draft belongs to another occasion, such as an earlier call: it is offered then, not filled in.</summary>
    public Func<DraftRow, bool> Fits { get; init; } = _ => true;

    /// <summary>True when a draft that no window has open is filled in by itself: a form of a record that exists.</summary>
    public bool RestoresFree { get; init; }

    /// <summary>The draft that the form was opened with; the form has filled itself in.</summary>
    public DraftRow? Opened { get; init; }

    /// <summary>True when only <see cref="Opened"/> is gone on with; <see cref="Restore"/> then opens another form.</summary>
    public bool OnlyOpened { get; init; }

    /// <summary>True when the form has filled itself in with what it kept during a pause: this window's draft is gone on with, and not filled in.</summary>
    public Func<bool> HasComeBack { get; init; } = () => false;
}

/// <summary>What a form has to keep.</summary>
/// <param name="Body">Written as JSON. Masked values must be masked in it.</param>
/// <param name="Files">Keys of the uploaded files.</param>
/// <param name="BehindMasks">Real values behind the masks; they stay in this server's memory.</param>
public sealed record DraftContent(object Body, IReadOnlyList<string>? Files = null, object? BehindMasks = null);
