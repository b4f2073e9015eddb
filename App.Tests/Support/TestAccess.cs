using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.LookUps;

namespace WorkOrders.Tests.Support;

/// <summary>The writer of access records, with the key of <see cref="TestLookUps"/>.</summary>
internal static class TestAccess
{
    public static AccessWriter On(IDbContextFactory<AppDb> factory, TimeProvider time, HttpContext? context = null, LogLines? log = null)
    {
#pragma warning disable CA2000 // Of a test: they end with the process.
        var loggers = log is null ? new LoggerFactory() : new LoggerFactory([log]);
        return new AccessWriter(new Accessor { HttpContext = context }, factory, Key(factory), new AccessLimits(Options.Create(new AccessRecordOptions())), time, loggers.CreateLogger<AccessWriter>());
#pragma warning restore CA2000
    }

    public static LookUpKey Key(IDbContextFactory<AppDb> factory) =>
        new(Options.Create(new LookUpOptions { HashKey = TestLookUps.HashKey }), factory, new EphemeralDataProtectionProvider());

    /// <summary>A request from this address.</summary>
    public static HttpContext From(string address, string path = "/somewhere", string? userAgent = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Path = path;
        context.Request.Headers.UserAgent = userAgent;
        return context;
    }

    private sealed class Accessor : IHttpContextAccessor
    {
        public HttpContext? HttpContext { get; set; }
    }
}
