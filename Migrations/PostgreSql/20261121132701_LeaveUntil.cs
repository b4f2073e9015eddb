using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class LeaveUntil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LeaveUntil",
                table: "Users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_LeaveUntil",
                table: "Users",
                column: "LeaveUntil",
                filter: "\"LeaveUntil\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_LeaveUntil",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "LeaveUntil",
                table: "Users");
        }
    }
}
