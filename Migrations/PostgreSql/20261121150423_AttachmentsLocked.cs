using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AttachmentsLocked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // With the lock of the follow-up itself: serialised by the order's row.
            migrationBuilder.Sql("""
                CREATE FUNCTION lock_earlier_attachments() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    place "FollowUps";
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        RAISE EXCEPTION 'Attachment % never changes.', OLD."Id" USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    SELECT * INTO place FROM "FollowUps" WHERE "Id" = CASE WHEN TG_OP = 'INSERT' THEN NEW."FollowUpId" ELSE OLD."FollowUpId" END;
                    IF FOUND THEN
                        PERFORM 1 FROM "WorkOrders" WHERE "Id" = place."WorkOrderId" FOR UPDATE;
                        IF EXISTS (SELECT 1 FROM "FollowUps" WHERE "WorkOrderId" = place."WorkOrderId" AND "Sequence" > place."Sequence") THEN
                            RAISE EXCEPTION 'The attachments of follow-up % of order % are locked.', place."Sequence", place."WorkOrderId" USING ERRCODE = 'integrity_constraint_violation';
                        END IF;
                        IF TG_OP = 'INSERT' AND NEW."WorkOrderId" <> place."WorkOrderId" THEN
                            RAISE EXCEPTION 'An attachment of another order''s follow-up.' USING ERRCODE = 'integrity_constraint_violation';
                        END IF;
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER attachments_locked BEFORE INSERT OR UPDATE OR DELETE ON "Attachments"
                    FOR EACH ROW EXECUTE FUNCTION lock_earlier_attachments();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER attachments_locked ON "Attachments";
                DROP FUNCTION lock_earlier_attachments();
                """);
        }
    }
}
