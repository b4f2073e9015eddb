using System.Security.Cryptography;

namespace WorkOrders.Staff.Account.Passwords;

/// <summary>Generates a password that fulfils the rules and is shown once: four groups, easy to read out, without characters that look alike.</summary>
public static class RandomPassword
{
    private const string Characters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Characters, GroupLength)));
}
