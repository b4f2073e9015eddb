using WorkOrders.Files;

namespace WorkOrders.Tests.Support;

/// <summary>What tests of uploads share.</summary>
internal static class TestUploads
{
    /// <summary>The places for checks, for tests that are not about them.</summary>
    public static readonly UploadChecks Checks = new(TimeProvider.System);
}
