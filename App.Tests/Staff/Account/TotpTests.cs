using WorkOrders.Staff.SecondFactors;

namespace WorkOrders.Tests;

/// <summary>Codes of RFC 6238, appendix B: the secret is 12345678901234567890, of eight digits the last six.</summary>
public sealed class TotpTests
{
    internal const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082", 1)]
    [InlineData(1111111109, "081804", 37037036)]
    [InlineData(1111111111, "050471", 37037037)]
    [InlineData(1234567890, "005924", 41152263)]
    [InlineData(2000000000, "279037", 66666666)]
    public void A_code_is_that_of_its_time_step(long seconds, string code, long step) => Assert.Equal(step, At(seconds, code));

    [Theory]
    [InlineData(-61, 37037037L)]
    [InlineData(-60, 37037037L)]
    [InlineData(60, 37037037L)]
    [InlineData(-62, null)]
    [InlineData(89, null)]
    public void A_phone_may_be_two_steps_off_and_no_more(int seconds, long? step) => Assert.Equal(step, At(1111111111 + seconds, "050471"));

    [Theory]
    [InlineData("")]
    [InlineData("50471")]
    [InlineData("+050471")]
    [InlineData("0504710")]
    [InlineData(" 50471")]
    [InlineData("０５０４７１")]
    [InlineData("050472")]
    public void Anything_else_is_no_code(string code) => Assert.Null(At(1111111111, code));

    private static long? At(long seconds, string code) => Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds));
}
