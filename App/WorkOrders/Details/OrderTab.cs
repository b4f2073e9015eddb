using Microsoft.AspNetCore.Components;

namespace WorkOrders.Details;

/// <summary>A tab of the order page.</summary>
/// <param name="Key">Its word in the URL.</param>
/// <param name="Name">Its Chinese name, which is the localizer's key.</param>
/// <param name="Content">Loads by itself, when it is shown.</param>
/// <param name="Count">How many things are in it, if that is told.</param>
public sealed record OrderTab(string Key, string Name, RenderFragment Content, int? Count = null);
