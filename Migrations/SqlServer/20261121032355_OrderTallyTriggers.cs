using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class OrderTallyTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE TRIGGER TR_WorkOrders_Tally ON WorkOrders AFTER INSERT, UPDATE AS
                BEGIN
                    SET NOCOUNT ON;
                    INSERT INTO OrderTallies (Day, Status, Change)
                    SELECT Day, Status, SUM(Change) FROM (
                        SELECT CAST(SWITCHOFFSET(n.CreatedAt, '+08:00') AS date) AS Day, n.Status, 1 AS Change
                        FROM inserted n LEFT JOIN deleted o ON o.Id = n.Id WHERE o.Id IS NULL OR o.Status <> n.Status
                        UNION ALL
                        SELECT CAST(SWITCHOFFSET(o.CreatedAt, '+08:00') AS date), o.Status, -1
                        FROM inserted n JOIN deleted o ON o.Id = n.Id WHERE o.Status <> n.Status) AS moved
                    GROUP BY Day, Status;
                END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER TR_WorkOrders_Tally");
        }
    }
}
