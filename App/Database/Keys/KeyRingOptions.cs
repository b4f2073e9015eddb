namespace WorkOrders.Database.Keys;

/// <summary>The settings section DataProtection. Paths are relative to the content root; several are separated by semicolons.</summary>
public sealed class KeyRingOptions
{
    /// <summary>32 random bytes in Base64, readable by the application's user only.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Key files that encrypted keys before. They are needed until every node has started once with the new one.</summary>
    public string? PreviousKeyFiles { get; set; }

    /// <summary>A PFX file with an RSA key, instead of a key file.</summary>
    public string? Certificate { get; set; }

    public string? CertificatePassword { get; set; }

    /// <inheritdoc cref="PreviousKeyFiles"/>
    public string? PreviousCertificates { get; set; }

    /// <summary>Of all previous certificates. Without it they have the password of the current one.</summary>
    public string? PreviousCertificatePassword { get; set; }
}
