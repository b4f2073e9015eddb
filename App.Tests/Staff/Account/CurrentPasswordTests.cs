using WorkOrders.Demo;

namespace WorkOrders.Tests;

/// <summary>Three attempts a minute: signing in is the first.</summary>
public sealed class CurrentPasswordTests(StrictLogin app) : IClassFixture<StrictLogin>
{
    [Theory]
    [InlineData("leader1", "/account/password")]
    [InlineData("manager1", "/account/two-factor")]
    public async Task Guessing_the_current_password_is_slowed_down_like_signing_in(string person, string address)
    {
        using var client = app.Anonymous();
        await client.SignInAsync(person, DemoStaff.Password);
        var told = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AnswerAsync("Wrong!2026")));
        Assert.Equal(2, told.Count(message => message == "当前密码不正确"));
        Assert.Equal(3, told.Count(message => message == "密码尝试太频繁，请一分钟后再试"));
        Assert.Equal("密码尝试太频繁，请一分钟后再试", await AnswerAsync(DemoStaff.Password));

        async Task<string?> AnswerAsync(string current)
        {
            (string, string)[] typed = address == "/account/two-factor"
                ? [("Input.Password", current)]
                : [("Input.Current", current), ("Input.New", "harbour-plum-seven"), ("Input.Again", "harbour-plum-seven")];
            using var answer = await client.FillAsync(address, typed);
            return (await answer.ReadAsync()).QuerySelector(".field-error")?.TextContent;
        }
    }
}
