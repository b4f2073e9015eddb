using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
{
    /// <summary>What the model can't say: every trigger and function of the database, written by hand. build/remake-migrations.sh keeps this file.</summary>
    public partial class Triggers : Migration
    {
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

            // Serialised by the order's row, so that a change of an earlier one can't pass beside the insert of a later. The trigger fires once for all rows of a
            // statement: several new ones in one statement are allowed, a change or deletion of an earlier one together with the newest is not.
            migrationBuilder.Sql("""
                CREATE TRIGGER "TR_FollowUps_Locked" ON "FollowUps" AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    DECLARE @locked int = (SELECT COUNT(*) FROM "WorkOrders" o WITH (UPDLOCK, HOLDLOCK)
                        WHERE o."Id" IN (SELECT "WorkOrderId" FROM inserted UNION SELECT "WorkOrderId" FROM deleted));
                    IF EXISTS (
                        SELECT 1 FROM deleted d JOIN "FollowUps" f ON f."WorkOrderId" = d."WorkOrderId" AND f."Sequence" > d."Sequence"
                        UNION ALL
                        SELECT 1 FROM deleted d JOIN deleted f ON f."WorkOrderId" = d."WorkOrderId" AND f."Sequence" > d."Sequence"
                        UNION ALL
                        SELECT 1 FROM inserted i JOIN "FollowUps" f ON f."WorkOrderId" = i."WorkOrderId" AND f."Sequence" > i."Sequence"
                        WHERE NOT EXISTS (SELECT 1 FROM inserted n WHERE n."Id" = f."Id"))
                        THROW 51000, 'An earlier follow-up is locked.', 1;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d."Id" = i."Id"
                        WHERE i."WorkOrderId" <> d."WorkOrderId" OR i."Sequence" <> d."Sequence" OR i."AuthorId" <> d."AuthorId" OR i."CreatedAt" <> d."CreatedAt")
                        THROW 51001, 'Place and author of a follow-up never change.', 1;
                END
                """);

            // With the lock of the follow-up itself: serialised by the order's row.
            migrationBuilder.Sql("""
                CREATE TRIGGER "TR_Attachments_Locked" ON "Attachments" AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d."Id" = i."Id")
                        THROW 51001, 'An attachment never changes.', 1;
                    DECLARE @locked int = (SELECT COUNT(*) FROM "WorkOrders" o WITH (UPDLOCK, HOLDLOCK)
                        WHERE o."Id" IN (SELECT "WorkOrderId" FROM inserted WHERE "FollowUpId" IS NOT NULL UNION SELECT "WorkOrderId" FROM deleted WHERE "FollowUpId" IS NOT NULL));
                    IF EXISTS (SELECT 1 FROM (SELECT "FollowUpId" FROM inserted UNION SELECT "FollowUpId" FROM deleted) c
                        JOIN "FollowUps" f ON f."Id" = c."FollowUpId"
                        JOIN "FollowUps" later ON later."WorkOrderId" = f."WorkOrderId" AND later."Sequence" > f."Sequence")
                        THROW 51000, 'The attachments of an earlier follow-up are locked.', 1;
                    IF EXISTS (SELECT 1 FROM inserted i JOIN "FollowUps" f ON f."Id" = i."FollowUpId" WHERE f."WorkOrderId" <> i."WorkOrderId")
                        THROW 51001, 'An attachment of another order''s follow-up.', 1;
                END
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "TR_Attachments_Locked";""");
            migrationBuilder.Sql("""DROP TRIGGER "TR_FollowUps_Locked";""");
            migrationBuilder.Sql("DROP TRIGGER TR_WorkOrders_Tally");
        }
    }
}
