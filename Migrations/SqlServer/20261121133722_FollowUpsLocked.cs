using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FollowUpsLocked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Serialised by the order's row, so that a change of an earlier one can't pass beside the insert of a later.
            migrationBuilder.Sql("""
                CREATE TRIGGER "TR_FollowUps_Locked" ON "FollowUps" AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    DECLARE @locked int = (SELECT COUNT(*) FROM "WorkOrders" o WITH (UPDLOCK, HOLDLOCK)
                        WHERE o."Id" IN (SELECT "WorkOrderId" FROM inserted UNION SELECT "WorkOrderId" FROM deleted));
                    IF EXISTS (SELECT 1 FROM (SELECT "WorkOrderId", "Sequence" FROM inserted UNION SELECT "WorkOrderId", "Sequence" FROM deleted) c
                        JOIN "FollowUps" f ON f."WorkOrderId" = c."WorkOrderId" AND f."Sequence" > c."Sequence")
                        THROW 51000, 'An earlier follow-up is locked.', 1;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d."Id" = i."Id"
                        WHERE i."WorkOrderId" <> d."WorkOrderId" OR i."Sequence" <> d."Sequence" OR i."AuthorId" <> d."AuthorId" OR i."CreatedAt" <> d."CreatedAt")
                        THROW 51000, 'Place and author of a follow-up never change.', 1;
                END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "TR_FollowUps_Locked";""");
        }
    }
}
