using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DefaultsAndDueRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_Phone",
                table: "Customers");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "OverdueToldAt",
                table: "WorkOrders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemindedAt",
                table: "WorkOrders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Phone",
                table: "Customers",
                type: "character varying(20)",
                unicode: false,
                maxLength: 20,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(20)",
                oldUnicode: false,
                oldMaxLength: 20);

            migrationBuilder.AddColumn<long>(
                name: "DefaultApplicationId",
                table: "Customers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DefaultStatus",
                table: "Customers",
                type: "character varying(20)",
                unicode: false,
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "DefaultApplications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    LatestExternalRating = table.Column<string>(type: "character varying(4)", unicode: false, maxLength: 4, nullable: true),
                    Severity = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    CustomerId = table.Column<int>(type: "integer", nullable: false),
                    Remark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Status = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    ApplicantId = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DecidedById = table.Column<int>(type: "integer", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecisionRemark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefaultApplications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DefaultApplications_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_DefaultApplications_Users_ApplicantId",
                        column: x => x.ApplicantId,
                        principalTable: "Users",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_DefaultApplications_Users_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "Users",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "DefaultReasons",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    SortOrder = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefaultReasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DueRules",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProblemTypeId = table.Column<int>(type: "integer", nullable: true),
                    Priority = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    Hours = table.Column<decimal>(type: "numeric(15,2)", precision: 15, scale: 2, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DueRules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DueRules_ProblemCategories_ProblemTypeId",
                        column: x => x.ProblemTypeId,
                        principalTable: "ProblemCategories",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "RenewalReasons",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    SortOrder = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RenewalReasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StatisticsSnapshots",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AsOf = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatisticsSnapshots", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkingCalendars",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Weekdays = table.Column<int>(type: "integer", nullable: false),
                    Opens = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    Closes = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    ReminderMinutes = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkingCalendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DefaultEvidence",
                columns: table => new
                {
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    FileId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefaultEvidence", x => new { x.ApplicationId, x.FileId });
                    table.ForeignKey(
                        name: "FK_DefaultEvidence_DefaultApplications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "DefaultApplications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_DefaultEvidence_StoredFiles_FileId",
                        column: x => x.FileId,
                        principalTable: "StoredFiles",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "DefaultApplicationReasons",
                columns: table => new
                {
                    DefaultApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    ReasonsId = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefaultApplicationReasons", x => new { x.DefaultApplicationId, x.ReasonsId });
                    table.ForeignKey(
                        name: "FK_DefaultApplicationReasons_DefaultApplications_DefaultApplic~",
                        column: x => x.DefaultApplicationId,
                        principalTable: "DefaultApplications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_DefaultApplicationReasons_DefaultReasons_ReasonsId",
                        column: x => x.ReasonsId,
                        principalTable: "DefaultReasons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Renewals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ReasonId = table.Column<int>(type: "integer", nullable: false),
                    CustomerId = table.Column<int>(type: "integer", nullable: false),
                    Remark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Status = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    ApplicantId = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DecidedById = table.Column<int>(type: "integer", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecisionRemark = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Renewals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Renewals_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Renewals_RenewalReasons_ReasonId",
                        column: x => x.ReasonId,
                        principalTable: "RenewalReasons",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Renewals_Users_ApplicantId",
                        column: x => x.ApplicantId,
                        principalTable: "Users",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Renewals_Users_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "Users",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "StatisticsRows",
                columns: table => new
                {
                    SnapshotId = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    Dimension = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Target = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatisticsRows", x => new { x.SnapshotId, x.Type, x.Dimension, x.Year, x.Target });
                    table.ForeignKey(
                        name: "FK_StatisticsRows_StatisticsSnapshots_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "StatisticsSnapshots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarExceptions",
                columns: table => new
                {
                    CalendarId = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    IsWorkingDay = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarExceptions", x => new { x.CalendarId, x.Day });
                    table.ForeignKey(
                        name: "FK_CalendarExceptions_WorkingCalendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "WorkingCalendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DefaultChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CustomerId = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    To = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Industry = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    Region = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    DecidedById = table.Column<int>(type: "integer", nullable: false),
                    DecidedByName = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: true),
                    RenewalId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefaultChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DefaultChanges_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_DefaultChanges_DefaultApplications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "DefaultApplications",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_DefaultChanges_Renewals_RenewalId",
                        column: x => x.RenewalId,
                        principalTable: "Renewals",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkOrders_OverdueUntold",
                table: "WorkOrders",
                columns: new[] { "DueAt", "Id" },
                filter: "\"Status\" <> 'Settled' AND \"OverdueToldAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_DefaultApplicationId",
                table: "Customers",
                column: "DefaultApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_DefaultStatus_Id",
                table: "Customers",
                columns: new[] { "DefaultStatus", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Name_Id",
                table: "Customers",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Phone",
                table: "Customers",
                column: "Phone",
                unique: true,
                filter: "\"Phone\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplicationReasons_ReasonsId",
                table: "DefaultApplicationReasons",
                column: "ReasonsId");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplication_OfApplicant",
                table: "DefaultApplications",
                columns: new[] { "ApplicantId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplication_OfCustomer",
                table: "DefaultApplications",
                columns: new[] { "CustomerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplication_OnePending",
                table: "DefaultApplications",
                column: "CustomerId",
                unique: true,
                filter: "\"Status\" = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplication_Queue",
                table: "DefaultApplications",
                columns: new[] { "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultApplications_DecidedById",
                table: "DefaultApplications",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultChanges_ApplicationId",
                table: "DefaultChanges",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultChanges_CustomerId_Id",
                table: "DefaultChanges",
                columns: new[] { "CustomerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultChanges_RenewalId",
                table: "DefaultChanges",
                column: "RenewalId");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultChanges_Year_To_Industry",
                table: "DefaultChanges",
                columns: new[] { "Year", "To", "Industry" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultChanges_Year_To_Region",
                table: "DefaultChanges",
                columns: new[] { "Year", "To", "Region" });

            migrationBuilder.CreateIndex(
                name: "IX_DefaultEvidence_FileId",
                table: "DefaultEvidence",
                column: "FileId");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultReasons_Text",
                table: "DefaultReasons",
                column: "Text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DueRules_Priority",
                table: "DueRules",
                column: "Priority",
                unique: true,
                filter: "\"ProblemTypeId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DueRules_ProblemTypeId_Priority",
                table: "DueRules",
                columns: new[] { "ProblemTypeId", "Priority" },
                unique: true,
                filter: "\"ProblemTypeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RenewalReasons_Text",
                table: "RenewalReasons",
                column: "Text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Renewal_OfApplicant",
                table: "Renewals",
                columns: new[] { "ApplicantId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Renewal_OfCustomer",
                table: "Renewals",
                columns: new[] { "CustomerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Renewal_OnePending",
                table: "Renewals",
                column: "CustomerId",
                unique: true,
                filter: "\"Status\" = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "IX_Renewal_Queue",
                table: "Renewals",
                columns: new[] { "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Renewals_DecidedById",
                table: "Renewals",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_Renewals_ReasonId",
                table: "Renewals",
                column: "ReasonId");

            migrationBuilder.CreateIndex(
                name: "IX_StatisticsSnapshots_AsOf",
                table: "StatisticsSnapshots",
                column: "AsOf",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Customers_DefaultApplications_DefaultApplicationId",
                table: "Customers",
                column: "DefaultApplicationId",
                principalTable: "DefaultApplications",
                principalColumn: "Id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Customers_DefaultApplications_DefaultApplicationId",
                table: "Customers");

            migrationBuilder.DropTable(
                name: "CalendarExceptions");

            migrationBuilder.DropTable(
                name: "DefaultApplicationReasons");

            migrationBuilder.DropTable(
                name: "DefaultChanges");

            migrationBuilder.DropTable(
                name: "DefaultEvidence");

            migrationBuilder.DropTable(
                name: "DueRules");

            migrationBuilder.DropTable(
                name: "StatisticsRows");

            migrationBuilder.DropTable(
                name: "WorkingCalendars");

            migrationBuilder.DropTable(
                name: "DefaultReasons");

            migrationBuilder.DropTable(
                name: "Renewals");

            migrationBuilder.DropTable(
                name: "DefaultApplications");

            migrationBuilder.DropTable(
                name: "StatisticsSnapshots");

            migrationBuilder.DropTable(
                name: "RenewalReasons");

            migrationBuilder.DropIndex(
                name: "IX_WorkOrders_OverdueUntold",
                table: "WorkOrders");

            migrationBuilder.DropIndex(
                name: "IX_Customers_DefaultApplicationId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_DefaultStatus_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_Name_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_Phone",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "OverdueToldAt",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "RemindedAt",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "DefaultApplicationId",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "DefaultStatus",
                table: "Customers");

            migrationBuilder.AlterColumn<string>(
                name: "Phone",
                table: "Customers",
                type: "character varying(20)",
                unicode: false,
                maxLength: 20,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(20)",
                oldUnicode: false,
                oldMaxLength: 20,
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Phone",
                table: "Customers",
                column: "Phone",
                unique: true);
        }
    }
}
