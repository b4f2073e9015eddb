using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Files;

/// <summary>The sets of files. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class FileSets
{
    extension(AppDb db)
    {
        public DbSet<StoredFile> StoredFiles => db.Set<StoredFile>();
    }
}
