using System.Security.Cryptography;

namespace WorkOrders.Staff.Account;

/// <summary>Generates a password that fulfils the rules and is shown once, without characters that look alike.</summary>
public static class RandomPassword
{
    private const int Length = 14;

    private static readonly string[] Kinds = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!@#%*+-="];

    public static string New()
    {
        var password = Kinds.Select(kind => RandomNumberGenerator.GetItems<char>(kind, 1)[0])
            .Concat(RandomNumberGenerator.GetItems<char>(string.Concat(Kinds), Length - Kinds.Length))
            .ToArray();
        RandomNumberGenerator.Shuffle(password.AsSpan());
        return new string(password);
    }
}
