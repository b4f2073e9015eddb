using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class OrderTallyTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION tally_orders() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        INSERT INTO "OrderTallies" ("Day", "Status", "Change")
                        SELECT ("CreatedAt" AT TIME ZONE 'Asia/Shanghai')::date, "Status", count(*) FROM new_rows GROUP BY 1, 2;
                    ELSE
                        INSERT INTO "OrderTallies" ("Day", "Status", "Change")
                        SELECT day, status, sum(change) FROM (
                            SELECT (n."CreatedAt" AT TIME ZONE 'Asia/Shanghai')::date AS day, n."Status" AS status, 1 AS change
                            FROM new_rows n JOIN old_rows o ON o."Id" = n."Id" WHERE o."Status" <> n."Status"
                            UNION ALL
                            SELECT (o."CreatedAt" AT TIME ZONE 'Asia/Shanghai')::date, o."Status", -1
                            FROM new_rows n JOIN old_rows o ON o."Id" = n."Id" WHERE o."Status" <> n."Status") moved
                        GROUP BY day, status;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER tally_inserted AFTER INSERT ON "WorkOrders"
                    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_orders();
                CREATE TRIGGER tally_updated AFTER UPDATE ON "WorkOrders"
                    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_orders();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER tally_inserted ON "WorkOrders";
                DROP TRIGGER tally_updated ON "WorkOrders";
                DROP FUNCTION tally_orders();
                """);
        }
    }
}
