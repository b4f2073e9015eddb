using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AttachmentsLocked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // With the lock of the follow-up itself: serialised by the order's row.
            migrationBuilder.Sql("""
                CREATE TRIGGER "TR_Attachments_Locked" ON "Attachments" AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d."Id" = i."Id")
                        THROW 51000, 'An attachment never changes.', 1;
                    DECLARE @locked int = (SELECT COUNT(*) FROM "WorkOrders" o WITH (UPDLOCK, HOLDLOCK)
                        WHERE o."Id" IN (SELECT "WorkOrderId" FROM inserted WHERE "FollowUpId" IS NOT NULL UNION SELECT "WorkOrderId" FROM deleted WHERE "FollowUpId" IS NOT NULL));
                    IF EXISTS (SELECT 1 FROM (SELECT "FollowUpId" FROM inserted UNION SELECT "FollowUpId" FROM deleted) c
                        JOIN "FollowUps" f ON f."Id" = c."FollowUpId"
                        JOIN "FollowUps" later ON later."WorkOrderId" = f."WorkOrderId" AND later."Sequence" > f."Sequence")
                        THROW 51000, 'The attachments of an earlier follow-up are locked.', 1;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN "FollowUps" f ON f."Id" = i."FollowUpId" WHERE f."WorkOrderId" <> i."WorkOrderId")
                        THROW 51000, 'An attachment of another order''s follow-up.', 1;
                END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "TR_Attachments_Locked";""");
        }
    }
}
