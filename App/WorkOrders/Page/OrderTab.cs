using Microsoft.AspNetCore.Components;

namespace WorkOrders.Page;

/// <summary>A tab of the order page.</summary>
/// <param name="Key">URL name of the tab.</param>
/// <param name="Name">The Chinese name, which is the localizer key.</param>
/// <param name="Content">The content, which loads its own data when shown.</param>
/// <param name="Count">Number of items in the tab, if shown.</param>
public sealed record OrderTab(string Key, string Name, RenderFragment Content, int? Count = null);
