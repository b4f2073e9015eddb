using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Ui;

/// <summary>What every <see cref="Screen"/> needs, so that a screen's constructor names only what is its own.</summary>
public sealed record ScreenServices(
    IDbContextFactory<AppDb> Factory,
    TimeProvider Time,
    NavigationManager Navigator,
    DialogStack Dialogs,
    Toasts Toasts,
    Prerendered Prerendered,
    IStringLocalizer<Text> Words,
    ILoggerFactory Logs);
