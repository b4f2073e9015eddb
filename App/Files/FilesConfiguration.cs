using WorkOrders.Api;
using WorkOrders.Jobs;

namespace WorkOrders.Files;

/// <summary>Registers uploads, downloads and their store. A feature with files adds an <see cref="IFileUse"/>.</summary>
public static class FilesConfiguration
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<FilesOptions>(builder.Configuration.GetSection("Files"));
        builder.Services.AddFiles();
    }

    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>();
        services.AddSingleton<IFileStore, DiskFileStore>();
        services.AddSingleton<FileUses>();
        services.AddSingleton<UploadChecks>();
        services.AddSingleton<FileUpload>();
        services.AddApiRoutes(api => api.MapApiFiles());
        services.AddJob<CleanUpFiles>("file-clean-up", "清理文件", JobPlan.Daily("03:10"));
    }
}
