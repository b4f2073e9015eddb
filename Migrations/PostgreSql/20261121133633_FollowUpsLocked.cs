using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class FollowUpsLocked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                        RAISE EXCEPTION 'Place and author of follow-up % of order % never change.', OLD."Sequence", OLD."WorkOrderId" USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER follow_ups_locked BEFORE INSERT OR UPDATE OR DELETE ON "FollowUps"
                    FOR EACH ROW EXECUTE FUNCTION lock_earlier_follow_ups();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER follow_ups_locked ON "FollowUps";
                DROP FUNCTION lock_earlier_follow_ups();
                """);
        }
    }
}
