using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Shell;

namespace WorkOrders.Tests;

/// <summary>A node that does not stop within the deadline is terminated; a node that stops in time is not.</summary>
public sealed class StopDeadlineTests
{
    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly FakeTimeProvider clock = Given.Clock();
    private int exits;

    [Fact]
    public void What_hangs_while_stopping_is_ended_after_its_time()
    {
        using var deadline = Watch();
        clock.Advance(TimeSpan.FromDays(30));
        lifetime.StopApplication();
        clock.Advance(TimeSpan.FromSeconds(34));
        Assert.Equal(0, exits);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, exits);
    }

    [Fact]
    public void What_stopped_in_time_is_left_alone()
    {
        using (Watch())
        {
            lifetime.StopApplication();
            clock.Advance(TimeSpan.FromSeconds(3));
        }

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, exits);
    }

    private StopDeadline Watch() =>
        new(lifetime, Options.Create(new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(30) }), clock, NullLoggerFactory.Instance) { Exit = () => exits++ };
}
