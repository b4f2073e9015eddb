using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FollowUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FollowUpDrafts",
                columns: table => new
                {
                    UserId = table.Column<int>(type: "int", nullable: false),
                    WorkOrderId = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: true),
                    Seen = table.Column<int>(type: "int", nullable: false),
                    NegotiationResult = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    Content = table.Column<string>(type: "nvarchar(max)", maxLength: 6000, nullable: true),
                    SettlementBasis = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    BlackIndustry = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    SavedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUpDrafts", x => new { x.WorkOrderId, x.UserId });
                    table.ForeignKey(
                        name: "FK_FollowUpDrafts_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FollowUpDrafts_WorkOrders_WorkOrderId",
                        column: x => x.WorkOrderId,
                        principalTable: "WorkOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FollowUps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    WorkOrderId = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    NegotiationResult = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    Content = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    SettlementBasis = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    BlackIndustry = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    AuthorId = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedById = table.Column<int>(type: "int", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FollowUps_Users_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Users",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_FollowUps_Users_UpdatedById",
                        column: x => x.UpdatedById,
                        principalTable: "Users",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_FollowUps_WorkOrders_WorkOrderId",
                        column: x => x.WorkOrderId,
                        principalTable: "WorkOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpDrafts_UserId",
                table: "FollowUpDrafts",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_AuthorId",
                table: "FollowUps",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_UpdatedById",
                table: "FollowUps",
                column: "UpdatedById");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_WorkOrderId_Sequence",
                table: "FollowUps",
                columns: new[] { "WorkOrderId", "Sequence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FollowUpDrafts");

            migrationBuilder.DropTable(
                name: "FollowUps");
        }
    }
}
