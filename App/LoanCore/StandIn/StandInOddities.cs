using System.Text.Json.Nodes;

namespace WorkOrders.LoanCore.StandIn;

/// <summary>Malformed data as seen from a real core: fields of unexpected types in valid JSON.</summary>
internal static class StandInOddities
{
    public static JsonObject Odd(JsonObject data)
    {
        var person = data["customerBasicInfo"]!.AsObject();
        person["phoneNumber"] = "暂无";
        person["maritalStatus"] = null;
        person["residentialAddress"] = new JsonArray("两个", "地址");
        person["customerCompanyName"] = new string('长', 3000);
        person["contactName"] = "<script>alert('核心')</script>";
        person["vipFlag"] = true;

        var contracts = data["contractInfos"]!.AsArray();
        if (contracts.Count == 0)
        {
            contracts.Add(new JsonObject { ["systemSource"] = LoanContract.Secured, ["applyNo"] = "SQ0", ["contractNo"] = "HT0" });
        }

        var first = contracts[0]!.AsObject();
        first["monthlyRepaymentDay"] = 33;
        first["rentPerPeriod"] = "97041111.17689574";
        first["financingAmount"] = "1,234.5";
        first["customerInterestRate"] = "面议";
        first["contractSignDate"] = "2026-11-28T00:00:00";
        first["loanReleaseDate"] = "0000-00-00";
        first["financingPeriod"] = 1e300;
        first["storeInfo"] = "门店电话 13812345678";
        first.Remove("contractStatus");
        first["extra"] = new JsonObject { ["nested"] = new JsonArray(1, 2, 3) };
        contracts.Add(null);
        contracts.Add("不是合同");
        contracts.Add(first.DeepClone());

        var repayments = data["repaymentDetails"]!.AsArray();
        repayments.Add(new JsonObject { ["applyNo"] = "没有合同", ["systemSource"] = "CYC_NEW", ["overdueDays"] = "43", ["remainingRent"] = "99", ["openingBank"] = "6222020200112233445" });
        repayments.Add(new JsonObject { ["overdueDays"] = "四十三天" });
        data["riskScore"] = 12.5;
        return data;
    }
}
