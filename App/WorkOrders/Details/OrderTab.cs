using Microsoft.AspNetCore.Components;

namespace WorkOrders.Details;

/// <summary>A tab of the order page.</summary>
/// <param name="Key">Its word in the URL.</param>
/// <param name="Name">Its Chinese name, which is the localizer's key.</param>
/// <param name="Content">Loads by itself, when it is shown.</param>
public sealed record OrderTab(string Key, string Name, RenderFragment Content);
