using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <summary>What the model can't say: every trigger and function of the database, written by hand. build/remake-migrations.sh keeps this file.</summary>
    public partial class Triggers : Migration
    {
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

            migrationBuilder.Sql("""
                CREATE FUNCTION wake_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_notify('outbox', '');
                    RETURN NULL;
                END $$;
                CREATE TRIGGER wake_outbox AFTER INSERT ON "OutboxEvents" FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox();
                """);

            // Serialised by the order's row, so that a change of an earlier one can't pass beside the insert of a later.
            migrationBuilder.Sql("""
                CREATE FUNCTION lock_earlier_follow_ups() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    changed "FollowUps";
                BEGIN
                    IF TG_OP = 'INSERT' THEN changed := NEW; ELSE changed := OLD; END IF;
                    PERFORM 1 FROM "WorkOrders" WHERE "Id" = changed."WorkOrderId" FOR UPDATE;
                    IF EXISTS (SELECT 1 FROM "FollowUps" WHERE "WorkOrderId" = changed."WorkOrderId" AND "Sequence" > changed."Sequence") THEN
                        RAISE EXCEPTION 'Follow-up % of order % is locked.', changed."Sequence", changed."WorkOrderId" USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF TG_OP = 'UPDATE' AND (NEW."WorkOrderId", NEW."Sequence", NEW."AuthorId", NEW."CreatedAt") IS DISTINCT FROM (OLD."WorkOrderId", OLD."Sequence", OLD."AuthorId", OLD."CreatedAt") THEN
                        RAISE EXCEPTION 'Place and author of follow-up % of order % never change.', OLD."Sequence", OLD."WorkOrderId" USING ERRCODE = 'restrict_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER follow_ups_locked BEFORE INSERT OR UPDATE OR DELETE ON "FollowUps"
                    FOR EACH ROW EXECUTE FUNCTION lock_earlier_follow_ups();
                """);

            // With the lock of the follow-up itself: serialised by the order's row.
            migrationBuilder.Sql("""
                CREATE FUNCTION lock_earlier_attachments() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    place "FollowUps";
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        RAISE EXCEPTION 'Attachment % never changes.', OLD."Id" USING ERRCODE = 'restrict_violation';
                    END IF;
                    SELECT * INTO place FROM "FollowUps" WHERE "Id" = CASE WHEN TG_OP = 'INSERT' THEN NEW."FollowUpId" ELSE OLD."FollowUpId" END;
                    IF FOUND THEN
                        PERFORM 1 FROM "WorkOrders" WHERE "Id" = place."WorkOrderId" FOR UPDATE;
                        IF EXISTS (SELECT 1 FROM "FollowUps" WHERE "WorkOrderId" = place."WorkOrderId" AND "Sequence" > place."Sequence") THEN
                            RAISE EXCEPTION 'The attachments of follow-up % of order % are locked.', place."Sequence", place."WorkOrderId" USING ERRCODE = 'integrity_constraint_violation';
                        END IF;
                        IF TG_OP = 'INSERT' AND NEW."WorkOrderId" <> place."WorkOrderId" THEN
                            RAISE EXCEPTION 'An attachment of another order''s follow-up.' USING ERRCODE = 'restrict_violation';
                        END IF;
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER attachments_locked BEFORE INSERT OR UPDATE OR DELETE ON "Attachments"
                    FOR EACH ROW EXECUTE FUNCTION lock_earlier_attachments();
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER attachments_locked ON "Attachments";
                DROP FUNCTION lock_earlier_attachments();
                """);
            migrationBuilder.Sql("""
                DROP TRIGGER follow_ups_locked ON "FollowUps";
                DROP FUNCTION lock_earlier_follow_ups();
                """);
            migrationBuilder.Sql("""
                DROP TRIGGER wake_outbox ON "OutboxEvents";
                DROP FUNCTION wake_outbox();
                """);
            migrationBuilder.Sql("""
                DROP TRIGGER tally_inserted ON "WorkOrders";
                DROP TRIGGER tally_updated ON "WorkOrders";
                DROP FUNCTION tally_orders();
                """);
        }
    }
}
