namespace WorkOrders.Shared;

/// <summary>List values as stored in history, such as WorkOrderStatus.Settled or DeskColumn.number.</summary>
internal static class Word
{
    private static readonly Dictionary<string, string> Texts = All().ToDictionary(word => word.Stored, word => word.Text, StringComparer.Ordinal);

    /// <summary>Null when the value is neither an enum nor a coded text.</summary>
    public static string? Stored(object value) => value switch
    {
        Enum member => $"{member.GetType().Name}.{member}",
        ICodedText coded => $"{coded.GetType().Name}.{coded.Code}",
        _ => null,
    };

    /// <summary>The localizer's key; the stored value itself when it was written by a newer version.</summary>
    public static string Text(string stored) => Texts.GetValueOrDefault(stored, stored);

    /// <summary>All list values. Class and enum names must be unique in the application.</summary>
    internal static IEnumerable<(string Stored, string Text)> All() =>
        EnumText.Members.Select(member => (Stored(member)!, member.Text())).Concat(Codes.All<ICodedText>().Select(coded => (Stored(coded)!, coded.Text)));
}
