namespace WorkOrders.Shared;

/// <summary>Marker type of the text resource: Chinese is the key, Text.en.resx contains the English.</summary>
public sealed class Text;
