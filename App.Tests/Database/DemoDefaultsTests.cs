using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Cases;
using WorkOrders.Demo;
using WorkOrders.LoanCore;

namespace WorkOrders.Tests;

/// <summary>The default cases of the demo: enough in every state, and the history matches the state.</summary>
public sealed class DemoDefaultsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Every_state_is_there_and_history_agrees()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var states = await db.DefaultApplications.GroupBy(a => a.Status).ToDictionaryAsync(g => g.Key, g => g.Count());
        Assert.Equal((DemoDefaults.PendingApplications, DemoDefaults.Rejected), (states[DecisionStatus.Pending], states[DecisionStatus.Rejected]));
        Assert.InRange(states[DecisionStatus.Approved], DemoDefaults.Approved, DemoDefaults.Approved + 5);
        Assert.Equal(DemoDefaults.PendingRenewals, await db.Renewals.CountAsync(r => r.Status == DecisionStatus.Pending));
        Assert.InRange(await db.DefaultCustomers.CountAsync(c => c.Status == DefaultStatus.Default), 20, 30);

        var last = await db.DefaultChanges.GroupBy(c => c.CustomerId).Select(g => g.OrderByDescending(c => c.Id).First()).ToDictionaryAsync(c => c.CustomerId, c => c.To);
        var stored = await db.DefaultCustomers.Where(c => c.Status != DefaultStatus.Normal).ToDictionaryAsync(c => c.CustomerId, c => c.Status);
        Assert.Equal(stored.OrderBy(p => p.Key), last.OrderBy(p => p.Key));
        Assert.True(await db.DefaultChanges.Select(c => c.Year).Distinct().CountAsync() >= 5);
        Assert.True(await db.DefaultChanges.Select(c => c.Region).Distinct().CountAsync() >= 6);
        Assert.False(await db.DefaultChanges.AnyAsync(c => c.At > TestTime.Now.GetUtcNow()));
        Assert.True(await db.LoanCoreSnapshots.Select(s => s.IdNumber).Distinct().CountAsync() >= 2);
    }
}
