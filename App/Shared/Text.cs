namespace WorkOrders.Shared;

/// <summary>Marks the resource of every text: Chinese is the key, Text.en.resx holds the English.</summary>
public sealed class Text;
