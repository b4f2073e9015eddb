using Microsoft.Extensions.Options;

namespace WorkOrders.Shell;

/// <summary>Settings without which the application must not start.</summary>
public static class StartSettings
{
    /// <summary>False when a setting is missing or wrong. The reasons are written to standard error; the database is not changed.</summary>
    public static bool HasValidSettings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (Exception refused) when (Refusals(refused) is { Length: > 0 } reasons)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, reasons));
            return false;
        }
    }

    private static string[] Refusals(Exception exception) => exception switch
    {
        OptionsValidationException one => [.. one.Failures],
        AggregateException many => [.. many.InnerExceptions.SelectMany(Refusals)],
        _ => [],
    };
}
