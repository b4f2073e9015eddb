using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
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
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DispatchOpen",
                table: "WorkOrders",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DispatchReason",
                table: "WorkOrders",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DispatchRoles",
                table: "WorkOrders",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastDispatchedAt",
                table: "Users",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProcessorSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ProblemTypeId = table.Column<int>(type: "int", nullable: true),
                    ProblemTopicId = table.Column<int>(type: "int", nullable: true),
                    ProblemSubtopicId = table.Column<int>(type: "int", nullable: true),
                    BusinessType = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    OrderStatus = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    Solution = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DutyRoleId = table.Column<int>(type: "int", nullable: false),
                    IsDeleted = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
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
