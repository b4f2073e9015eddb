using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Dispatch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AwaitsDispatchSince",
                table: "WorkOrders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DispatchOpen",
                table: "WorkOrders",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DispatchReason",
                table: "WorkOrders",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DispatchRoles",
                table: "WorkOrders",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastDispatchedAt",
                table: "Users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProcessorSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProblemTypeId = table.Column<int>(type: "integer", nullable: true),
                    ProblemTopicId = table.Column<int>(type: "integer", nullable: true),
                    ProblemSubtopicId = table.Column<int>(type: "integer", nullable: true),
                    BusinessType = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    OrderStatus = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    Solution = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    DutyRoleId = table.Column<int>(type: "integer", nullable: false),
                    IsDeleted = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProcessorSettings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProcessorSettings_DutyRoles_DutyRoleId",
                        column: x => x.DutyRoleId,
                        principalTable: "DutyRoles",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_ProcessorSettings_ProblemCategories_ProblemSubtopicId",
                        column: x => x.ProblemSubtopicId,
                        principalTable: "ProblemCategories",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_ProcessorSettings_ProblemCategories_ProblemTopicId",
                        column: x => x.ProblemTopicId,
                        principalTable: "ProblemCategories",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_ProcessorSettings_ProblemCategories_ProblemTypeId",
                        column: x => x.ProblemTypeId,
                        principalTable: "ProblemCategories",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkOrders_AwaitsDispatch",
                table: "WorkOrders",
                columns: new[] { "AwaitsDispatchSince", "Id" },
                filter: "\"AwaitsDispatchSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessorSettings_DutyRoleId",
                table: "ProcessorSettings",
                column: "DutyRoleId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessorSettings_ProblemSubtopicId",
                table: "ProcessorSettings",
                column: "ProblemSubtopicId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessorSettings_ProblemTopicId",
                table: "ProcessorSettings",
                column: "ProblemTopicId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessorSettings_ProblemTypeId",
                table: "ProcessorSettings",
                column: "ProblemTypeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProcessorSettings");

            migrationBuilder.DropIndex(
                name: "IX_WorkOrders_AwaitsDispatch",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "AwaitsDispatchSince",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "DispatchOpen",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "DispatchReason",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "DispatchRoles",
                table: "WorkOrders");

            migrationBuilder.DropColumn(
                name: "LastDispatchedAt",
                table: "Users");
        }
    }
}
