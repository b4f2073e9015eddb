using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace WorkOrders.Staff.SecondFactors;

/// <summary>Codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, six digits). Identity computes the same ones, but doesn't tell the time step of a code.</summary>
internal static class Totp
{
    public const int StepSeconds = 30;

    // As Identity: a phone whose clock is a minute off still signs in.
    private const int Window = 2;
    private const int Digits = 6;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The newest time step near <paramref name="now"/> that has this code; null when none has it.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        if (code.Length != Digits)
        {
            return null;
        }

        var secret = Decode(key);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current + Window; step >= current - Window; step--)
        {
            if (CodeAt(secret, step) == code)
            {
                return step;
            }
        }

        return null;
    }

    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Authenticator apps use SHA-1.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (value % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var isSet = (Base32.IndexOf(key[bit / 5], StringComparison.Ordinal) >> (4 - (bit % 5))) & 1;
            bytes[bit / 8] |= (byte)(isSet << (7 - (bit % 8)));
        }

        return bytes;
    }
}
