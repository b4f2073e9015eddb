namespace WorkOrders.Taxonomy;

/// <summary>A problem in the three-level taxonomy, from its type down as far as it is known. Choosing a level empties the levels below.</summary>
public sealed record ProblemPath(int? Type = null, int? Topic = null, int? Subtopic = null);
