using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>Where a number was compared with our records. A place that compares typed numbers has a value here (LookUpPlacesTests).</summary>
public enum LookUpPlace
{
    /// <summary>The filters of the desk, typed or in the address.</summary>
    [Named("工单筛选")]
    Filter,

    [Named("搜索框")]
    Search,

    [Named("来电弹屏")]
    ScreenPop,

    [Named("新建工单")]
    NewOrder,

    [Named("修改工单")]
    EditOrder,

    [Named("选择客户")]
    Picker,

    [Named("新建客户")]
    NewCustomer,

    [Named("编辑客户")]
    EditCustomer,

    /// <summary>The filters of the list of customers, typed or in the address, and of the API.</summary>
    [Named("客户筛选")]
    CustomerFilter,

    /// <summary>An action on all orders of a filter.</summary>
    [Named("批量操作")]
    Bulk,

    [Named("导出")]
    Export,

    /// <summary>A file with any number of rows.</summary>
    [Named("导入文件")]
    Import,

    /// <summary>What we have of the customer of an imported order, when it is read: nobody looked its numbers up before.</summary>
    [Named("导入的工单")]
    ImportedOrder,

    /// <summary>The number filter of the record itself, which tells whether anybody looked the number up.</summary>
    [Named("号码查询记录")]
    Record,
}

/// <summary>What was looked up.</summary>
public enum LookUpKind
{
    [Named("电话")]
    Phone,

    [Named("身份证号")]
    IdNumber,

    [Named("导入文件")]
    File,
}
