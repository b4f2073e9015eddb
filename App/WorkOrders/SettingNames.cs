using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>The rule for names in the taxonomy and the choice lists: filled in, short, and once among its siblings.</summary>
public static class SettingNames
{
    /// <summary>The name as it is stored, or why not. <paramref name="others"/> are the siblings' names without its own.</summary>
    public static Outcome Check(string? typed, IEnumerable<string> others, out string name)
    {
        name = Normalise.Text(typed?.ReplaceLineEndings(" ")) ?? "";
        if (name.Length == 0)
        {
            return Outcome.Refused("请填写名称");
        }

        if (name.Length > ProblemCategory.NameLength)
        {
            return Outcome.Refused("名称不能超过 {0} 个字，现在有 {1} 个", ProblemCategory.NameLength, name.Length);
        }

        return others.Contains(name, StringComparer.OrdinalIgnoreCase) ? Outcome.Refused("已经有“{0}”，请换一个名称", name) : Outcome.Done;
    }
}
